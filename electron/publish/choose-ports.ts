import type { MailServer } from '../contract/account.ts'
import type { MailSettings, PortFinding } from '../contract/publish.ts'

type Answer = PortFinding['answer']
export type PortAnswers = { 587: Answer; 465: Answer; 993: Answer }

/**
 * Which ports go into the settings: those that are ready. Where none for sending is, both go: the server may not be
 * finished yet, or this network is in the way.
 */
export function choosePorts(
  {
    domain,
    host,
    imapHost,
    username,
  }: Pick<MailSettings, 'domain' | 'username'> & { host: string; imapHost: string },
  answers: PortAnswers,
): { settings: MailSettings; ports: PortFinding[] } {
  const submission: MailServer = { host, port: 587, security: 'starttls' }
  const submissions: MailServer = { host, port: 465, security: 'tls' }
  const is587 = answers[587] === 'ready'
  const is465 = answers[465] === 'ready'
  const sending: MailSettings['sending'] =
    is587 === is465 ? [submission, submissions] : [is587 ? submission : submissions]
  const ports = ([587, 465] as const).map((port): PortFinding => {
    const published = sending.some((server) => server.port === port)
    const answer = answers[port]
    return { port, answer, is: answer === 'ready' ? 'ready' : published ? 'assumed' : 'left-out' }
  })
  return {
    settings: {
      domain,
      sending,
      receiving: { host: imapHost, port: 993, security: 'tls' },
      username,
    },
    ports: [
      ...ports,
      { port: 993, answer: answers[993], is: answers[993] === 'ready' ? 'ready' : 'assumed' },
    ],
  }
}
