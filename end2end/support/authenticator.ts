// The app on somebody's phone, which shows codes (RFC 6238).
import { createHmac } from 'node:crypto';
import type { Page } from '@playwright/test';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const STEP = 30;

export class Authenticator {
  private lastStep = 0;

  private constructor(private readonly secret: Buffer) {}

  /** Takes over the secret that the page offers. */
  static async from(page: Page): Promise<Authenticator> {
    const shown = await page.locator('code.secret').innerText();
    return new Authenticator(fromBase32(shown.replaceAll(' ', '')));
  }

  /** The next code that was not shown before: none is accepted twice. The one after the present one is accepted too. */
  async code(): Promise<string> {
    const now = () => Math.floor(Date.now() / 1000 / STEP);
    const step = Math.max(now(), this.lastStep + 1);
    while (step > now() + 1) await new Promise((resolve) => setTimeout(resolve, 500));
    this.lastStep = step;
    return codeOf(this.secret, step);
  }
}

function fromBase32(text: string): Buffer {
  const bits = [...text].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from(bits.match(/.{8}/g)?.map((byte) => parseInt(byte, 2)) ?? []);
}

function codeOf(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', secret).update(counter).digest();
  const offset = (hash.at(-1) ?? 0) & 15;
  return ((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).toString().padStart(6, '0');
}
