import { spawnSync } from 'node:child_process'
import { appendFileSync, chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dovecotSaslListener, postfixMasterCf } from '../../../electron/advice/postfix.ts'

function run(command: string, ...args: string[]) {
  return spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin` },
  })
}

function absent(command: string): string | null {
  return run(command, '-h', 'mail_version').error === undefined ? null : `${command} is not installed`
}

const noPostfix = absent('postconf')
const noCheck = noPostfix ?? (process.getuid?.() === 0 ? null : 'postfix check is for root')
const noDovecot = absent('doveconf')

function titled(name: string, reason: string | null): string {
  return reason === null ? name : `${name} (skipped: ${reason})`
}

describe('postfixMasterCf', () => {
  test('is made of entries at the left edge and options that belong to them', () => {
    const lines = postfixMasterCf([587, 465]).split('\n')
    expect(lines.filter((line) => /^\S/.test(line))).toEqual([
      'submission inet n       -       n       -       -       smtpd',
      '465        inet n       -       n       -       -       smtpd',
    ])
    expect(lines.filter((line) => /^\s/.test(line) && !/^ {2}-o [a-z_]+=\S*$/.test(line))).toEqual([])
  })

  test('keeps Debian’s chroot', () => {
    expect(postfixMasterCf([587], 'y').split('\n')[0]).toBe(
      'submission inet n       -       y       -       -       smtpd',
    )
  })
})

describe.skipIf(noPostfix !== null)(titled('real Postfix reads the lines', noPostfix), () => {
  let directory = ''

  beforeAll(() => {
    directory = mkdtempSync(path.join(tmpdir(), 'postern-postfix-'))
    // smtpd, which leaves root, has to get in.
    chmodSync(directory, 0o755)
    for (const name of ['queue', 'data']) mkdirSync(path.join(directory, name))
    writeFileSync(
      path.join(directory, 'main.cf'),
      [
        'compatibility_level = 3.6',
        `queue_directory = ${directory}/queue`,
        `data_directory = ${directory}/data`,
        '',
      ].join('\n'),
    )
    const postfixUser = Number(run('id', '-u', 'postfix').stdout)
    if (process.getuid?.() === 0) chownSync(path.join(directory, 'data'), postfixUser, -1)
    writeFileSync(path.join(directory, 'master.cf'), 'smtp inet n - n - - smtpd\n')
    appendFileSync(path.join(directory, 'master.cf'), `${postfixMasterCf([587, 465])}\n`)
  })

  afterAll(() => {
    rmSync(directory, { recursive: true })
  })

  test('as two services beside the one that was there', () => {
    const { stdout, stderr } = run('postconf', '-c', directory, '-M')
    expect(stderr).toBe('')
    expect(stdout.split('\n').map((line) => line.split(/\s+/).slice(0, 2).join('/'))).toEqual([
      'smtp/inet',
      'submission/inet',
      '465/inet',
      '',
    ])
  })

  test('and knows every parameter in them', () => {
    // postconf names parameters that no program uses, such as misspelt ones, on stderr.
    expect(run('postconf', '-c', directory).stderr).toBe('')
    expect(run('postconf', '-c', directory, '-P').stdout.split('\n').filter(Boolean).sort()).toEqual(
      ['submission', '465']
        .flatMap((service) =>
          [
            'smtpd_client_restrictions = permit_sasl_authenticated,reject',
            'smtpd_delay_reject = yes',
            'smtpd_helo_restrictions =',
            'smtpd_recipient_restrictions =',
            'smtpd_relay_restrictions = permit_sasl_authenticated,reject',
            'smtpd_sasl_auth_enable = yes',
            'smtpd_tls_security_level = encrypt',
            ...(service === '465'
              ? ['smtpd_tls_wrappermode = yes', 'syslog_name = postfix/submissions']
              : ['syslog_name = postfix/submission']),
          ].map((setting) => `${service}/inet/${setting}`),
        )
        .sort(),
    )
  })

  test.skipIf(noCheck !== null)(titled('and would start with them', noCheck), () => {
    const { status, stderr } = run('postfix', '-c', directory, 'check')
    expect(stderr).toBe('')
    expect(status).toBe(0)
  })
})

describe.skipIf(noDovecot !== null)(titled('real Dovecot reads the lines', noDovecot), () => {
  test('as a listener where Postfix looks for it', () => {
    const directory = mkdtempSync(path.join(tmpdir(), 'postern-dovecot-'))
    const file = path.join(directory, 'dovecot.conf')
    writeFileSync(file, `${dovecotSaslListener}\n`)
    const { status, stdout } = run('doveconf', '-c', file, '-n', 'service/auth')
    rmSync(directory, { recursive: true })
    expect(status).toBe(0)
    expect(stdout).toMatch(
      /unix_listener \/var\/spool\/postfix\/private\/auth \{\s+group = postfix\s+mode = 0660\s+user = postfix/,
    )
  })
})
