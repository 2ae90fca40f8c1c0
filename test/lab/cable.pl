# A network cable in user space: carries what comes between two TAP (or TUN) interfaces and delivers each frame (or
# packet) some time later. Perl, because Node cannot make the ioctl call that creates a TAP interface, and swaks brings Perl anyway.
#
# perl cable.pl NAME NAME MILLISECONDS [tun]; prints "ready"; a new number on standard input changes the delay.
use strict;
use warnings;
use Fcntl;
use Time::HiRes 'time';

# linux/if_tun.h
use constant { TUNSETIFF => 0x400454ca, IFF_TUN => 0x0001, IFF_TAP => 0x0002, IFF_NO_PI => 0x1000 };

my ($near_name, $far_name, $delay_ms, $kind) = @ARGV;
my ($near, $far) = (interface($near_name), interface($far_name));
my @other_end = ([$near, $far], [$far, $near]);
my @underway;    # [time of arrival, end, frame], oldest first

$| = 1;
print "ready\n";

while (1) {
    my $readable = '';
    vec($readable, fileno($_), 1) = 1 for $near, $far, \*STDIN;
    my $wait = @underway ? $underway[0][0] - time : undef;
    $wait = 0 if defined $wait && $wait < 0;
    select($readable, undef, undef, $wait);

    for my $ends (@other_end) {
        my ($from, $to) = @$ends;
        next unless vec($readable, fileno($from), 1);
        while (sysread($from, my $frame, 65536)) {
            push @underway, [time + $delay_ms / 1000, $to, $frame];
        }
    }
    if (vec($readable, fileno(STDIN), 1)) {
        exit unless sysread(STDIN, my $line, 100);
        $delay_ms = $line + 0;
    }
    while (@underway && $underway[0][0] <= time) {
        my (undef, $to, $frame) = @{ shift @underway };
        syswrite($to, $frame);    # fails while that interface is down: the frame is lost, as in a pulled plug
    }
}

sub interface {
    my ($name) = @_;
    sysopen(my $interface, '/dev/net/tun', O_RDWR | O_NONBLOCK) or die "/dev/net/tun: $!\n";
    my $request = pack('a16 S x22', $name, ($kind // '') eq 'tun' ? IFF_TUN | IFF_NO_PI : IFF_TAP | IFF_NO_PI);
    ioctl($interface, TUNSETIFF, $request) or die "TUNSETIFF $name: $!\n";
    return $interface;
}
