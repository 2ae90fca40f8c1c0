import { namespaces } from './addresses.ts'
import { inNamespace, mustRun } from './run.ts'

/**
 * What the client's own computer does to outgoing port 25. `output-reject` is a packet filter (connecting fails
 * with EHOSTUNREACH on IPv4, EACCES on IPv6, there only when the SYN is repeated); `prohibit` fails with EACCES at
 * once on both, which is what security programs on Windows look like.
 */
export type ClientFilter = 'none' | 'output-reject' | 'prohibit'

const prohibition = 'pref 100 ipproto tcp dport 25 prohibit'

export function createClientFilter(): (filter: ClientFilter) => Promise<void> {
  let current: ClientFilter = 'none'
  return async (filter) => {
    if (current === 'prohibit') await ipRules('del')
    if (filter === 'prohibit') await ipRules('add')
    await outputFilter(
      filter === 'output-reject' ? 'tcp dport 25 reject with icmpx type admin-prohibited' : '',
    )
    current = filter
  }
}

async function ipRules(verb: 'add' | 'del'): Promise<void> {
  for (const family of ['-4', '-6']) {
    await mustRun(['ip', '-n', namespaces.client, family, 'rule', verb, ...prohibition.split(' ')])
  }
}

async function outputFilter(rule: string): Promise<void> {
  await mustRun(
    inNamespace(namespaces.client, ['nft', '-f', '-']),
    `
table inet filter
delete table inet filter
table inet filter {
  chain leaving {
    type filter hook output priority filter; policy accept;
    ${rule}
  }
}
`,
  )
}
