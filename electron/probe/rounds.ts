/** Rounds start a little over a second apart, so that the ICMP allowance has come back each time. */
export const roundMs = 1_050
