import { isAmong } from '../core/match.ts';
import type { Declared } from '../declared.ts';
import { originOf } from './rules.ts';

/** What the guard lets through at this moment. One object a page, shared by everything that holds back. */
export class Passage {
  readonly declared: Declared;
  granted: ReadonlySet<string>;
  #origins: readonly string[] = [];
  /** The origins that the fence was built with; undefined where there is none. */
  fence: readonly string[] | undefined;
  /** Origins that something on this page wanted and did not get. */
  readonly wanted = new Set<string>();

  constructor(declared: Declared, granted: Iterable<string>) {
    this.declared = declared;
    this.granted = new Set();
    this.grant(granted);
  }

  /** Lets these services through and no others. */
  grant(services: Iterable<string>): void {
    this.granted = new Set(services);
    const granted = this.declared.services.filter(({ id }) => this.granted.has(id));
    this.#origins = [location.origin, ...this.declared.allow, ...granted.flatMap(({ origins }) => origins)];
  }

  get origins(): readonly string[] {
    return this.#origins;
  }

  /** Whether a request may go to this address. */
  lets(address: string): boolean {
    const origin = originOf(address);
    if (!origin || isAmong(origin, this.#origins)) return true;
    this.wanted.add(origin);
    return false;
  }

  /** Whether a service, or every service of a category, may run. What is not declared may not. */
  may(purpose: string): boolean {
    const { services } = this.declared;
    const meant = services.filter(({ id, category }) => id === purpose || category === purpose);
    return meant.length > 0 && meant.every(({ id }) => this.granted.has(id));
  }

  /** The service that declares this address. */
  serviceOf(address: string): string | undefined {
    const origin = originOf(address);
    return this.declared.services.find(({ origins }) => isAmong(origin, origins))?.id;
  }
}
