import { HeedError } from '../../errors.ts';
import type { Scope } from './scopes.ts';

/** Who is calling, once sign-in has answered that. */
export interface Caller {
  /** `demo` needs no key; `public` is anybody on the few open addresses. */
  readonly kind: 'key' | 'session' | 'demo' | 'public';
  /** The key's id (`key_…`), or the kind: what facts and logs name as actor. */
  readonly id: string;
  readonly scopes: ReadonlySet<Scope>;
  /** What only this caller knows; it seals stored responses and is never kept. */
  readonly secret: string;
}

export const PUBLIC_CALLER: Caller = { kind: 'public', id: 'public', scopes: new Set(), secret: '' };
export const DEMO_CALLER: Caller = { kind: 'demo', id: 'demo', scopes: new Set(['admin']), secret: '' };

export function mayUse(caller: Caller, scope: Scope): boolean {
  return caller.scopes.has('admin') || caller.scopes.has(scope);
}

/** @throws HeedError FORBIDDEN naming the scope that is missing. */
export function requireScope(caller: Caller, scope: Scope): void {
  if (!mayUse(caller, scope))
    throw new HeedError('FORBIDDEN', `This call needs a key with the scope ${scope}.`);
}

/** How facts, suppressions and decisions name who recorded them. */
export function actorOf(caller: Caller): string {
  return caller.kind === 'demo' ? 'demo' : `key:${caller.id}`;
}
