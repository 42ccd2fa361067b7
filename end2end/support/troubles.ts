// What goes wrong in a browser without being seen.
import { expect, type BrowserContext, type ConsoleMessage, type Request, type Response } from '@playwright/test';

interface Expected {
  status: number;
  path: string;
}

/**
 * Collects everything that browsers complain of: messages on the console (hydration, content security policy, panics),
 * errors of scripts, requests that fail, and answers that are errors.
 */
export class Troubles {
  private readonly found: string[] = [];
  private readonly expected: Expected[] = [];
  private readonly complaints: RegExp[] = [];

  /** This story provokes such an answer; `path` is how the address begins. */
  expect(status: number, path: string): void {
    this.expected.push({ status, path });
  }

  /** This story provokes such a message on the console. */
  expectComplaint(text: RegExp): void {
    this.complaints.push(text);
  }

  watch(context: BrowserContext, hasScripts: boolean): void {
    context.on('console', (message) => this.hear(message));
    context.on('weberror', (error) => this.found.push(`error of a script: ${error.error().stack ?? error.error().message}`));
    context.on('requestfailed', (request) => this.miss(request, hasScripts));
    context.on('response', (response) => this.judge(response));
  }

  /** Reads the server's log. */
  readLog(log: string): void {
    const faults = log.split('\n').filter((line) => /\bERROR\b|panicked at/.test(line));
    this.found.push(...faults.map((line) => `the server's log: ${line}`));
  }

  /** Fails if there was anything. */
  check(): void {
    expect(this.found, 'what browsers and server complained of').toEqual([]);
  }

  private hear(message: ConsoleMessage): void {
    const isLoud = ['error', 'warning', 'assert'].includes(message.type());
    // The status of each answer is judged below, more precisely.
    const isStatus = message.text().startsWith('Failed to load resource: the server responded with a status of');
    const isExpected = this.complaints.some((text) => text.test(message.text()));
    if (isLoud && !isStatus && !isExpected) this.found.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
  }

  private miss(request: Request, hasScripts: boolean): void {
    const reason = request.failure()?.errorText ?? 'unknown';
    // A page that is left gives up what it was still asking for.
    const isGivenUp = reason === 'net::ERR_ABORTED';
    // A browser without scripts refuses to load them, under this name.
    const isUnwanted = !hasScripts && request.resourceType() === 'script' && reason === 'csp';
    if (!isGivenUp && !isUnwanted) this.found.push(`${request.method()} ${request.url()}: ${reason}`);
  }

  private judge(response: Response): void {
    const { pathname } = new URL(response.url());
    const isExpected = this.expected.some(({ status, path }) => status === response.status() && pathname.startsWith(path));
    if (response.status() >= 400 && !isExpected) {
      this.found.push(`${response.request().method()} ${response.url()} answered ${response.status()}`);
    }
  }
}
