# A network adapter that leads nowhere: every packet that is sent into it is lost. It is there, with its carrier, as
# long as this process.
#
# perl adapter.pl NAME tun|tap; prints "ready"; ends with its standard input.
use strict;
use warnings;
use Fcntl;

# linux/if_tun.h
use constant { TUNSETIFF => 0x400454ca, IFF_TUN => 0x0001, IFF_TAP => 0x0002, IFF_NO_PI => 0x1000 };

my ($name, $kind) = @ARGV;
sysopen(my $adapter, '/dev/net/tun', O_RDWR | O_NONBLOCK) or die "/dev/net/tun: $!\n";
my $request = pack('a16 S x22', $name, ($kind eq 'tun' ? IFF_TUN : IFF_TAP) | IFF_NO_PI);
ioctl($adapter, TUNSETIFF, $request) or die "TUNSETIFF $name: $!\n";

$| = 1;
print "ready\n";

while (1) {
    my $readable = '';
    vec($readable, fileno($_), 1) = 1 for $adapter, \*STDIN;
    select($readable, undef, undef, undef);
    if (vec($readable, fileno($adapter), 1)) {
        1 while sysread($adapter, my $packet, 65536);
    }
    exit if vec($readable, fileno(STDIN), 1) && !sysread(STDIN, my $line, 100);
}
