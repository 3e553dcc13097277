/**
 * Finds a number whose hash with the challenge begins with enough zero bits: some thousand hashes. It tells a person's
 * browser from a flood, and asks no third party.
 */
export async function work(challenge: string, bits: number): Promise<string> {
  const text = new TextEncoder();
  for (let number = 0; ; number++) {
    const hash = await crypto.subtle.digest('SHA-256', text.encode(`${challenge}.${number}`));
    if (new DataView(hash).getUint32(0) >>> (32 - bits) === 0) return String(number);
  }
}
