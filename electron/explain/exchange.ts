import type { Vocabulary } from './entry.ts'

const reports = {
  title: 'Microsoft: Email non-delivery reports and SMTP errors in Exchange Online',
  url: 'https://learn.microsoft.com/en-us/troubleshoot/exchange/email-delivery/ndr/non-delivery-reports-in-exchange-online',
}
const submission = {
  title: 'Microsoft: Enable or disable authenticated client SMTP submission',
  url: 'https://learn.microsoft.com/en-us/exchange/clients-and-mobile-in-exchange-online/authenticated-client-smtp-submission',
}
const basicAuth = {
  title: 'Microsoft: Exchange Online to retire Basic auth for Client Submission',
  url: 'https://techcommunity.microsoft.com/blog/exchange/exchange-online-to-retire-basic-auth-for-client-submission-smtp-auth/4114750',
}

export const exchange: Vocabulary = {
  program: 'exchange',
  entries: [
    {
      text: '535 5.7.139 … SmtpClientAuthentication is disabled for the',
      meaning: 'smtp-auth-disabled',
      source: submission,
    },
    {
      text: '535 5.7.139 Authentication unsuccessful, … basic authentication is disabled',
      also: ['basic authentication is disabled'],
      meaning: 'oauth2-only',
      source: submission,
    },
    {
      text: '550 5.7.30 Basic authentication is not supported for Client Submission',
      meaning: 'oauth2-only',
      source: basicAuth,
    },
    { code: '5.7.139', meaning: 'oauth2-only', source: submission },
    { text: '535 5.7.3 Authentication unsuccessful', meaning: 'sign-in-refused', source: submission },
    { text: '504 5.7.4 Unrecognized authentication type', meaning: 'sign-in-method', source: submission },
    {
      text: '530 5.7.57 Client was not authenticated to send anonymous mail during MAIL FROM',
      also: ['Client not authenticated to send mail'],
      meaning: 'sign-in-required',
      source: reports,
    },
    { code: '5.7.57', meaning: 'sign-in-required', source: reports },
    {
      text: '550 5.7.60 … Client does not have permissions to send as this sender',
      meaning: 'sender-not-yours',
      source: submission,
    },
    { code: '5.7.60', meaning: 'sender-not-yours', source: submission },
    { code: '5.7.64', meaning: 'relay-denied', source: reports },
    { text: '550 5.1.10 RESOLVER.ADR.RecipientNotFound', meaning: 'recipient-unknown', source: reports },
    { code: '5.7.124', meaning: 'recipient-refused', source: reports },
    { text: 'Access denied, banned sending IP', meaning: 'ip-blocked', source: reports },
    { code: '5.7.708', meaning: 'ip-blocked', source: reports },
    {
      text: '550 5.7.501 Access denied, spam abuse detected',
      also: ['Access denied, banned sender', 'Access denied, bad outbound sender'],
      meaning: 'rate-limited',
      source: reports,
    },
    { text: 'STOREDRV.Deliver; recipient thread limit exceeded', meaning: 'try-later', source: reports },
    { text: 'RESOLVER.RST.RecipSizeLimit', meaning: 'message-too-large', source: reports },
    { code: '5.4.14', meaning: 'mail-loop', source: reports },
    { code: '4.4.316', meaning: 'not-delivered', source: reports },
  ],
}
