import { CHECKS } from '../checks.ts';
import { findBrokenMarks, findPromises } from '../render/marks.ts';
import type { FileName } from '../schema.ts';
import type { Checking } from './checking.ts';

/** Sentences that promise are registered, marked and bound to checks, in both directions. */
export function checkPromises(checking: Checking): void {
  registerIsWhole(checking);
  registerIsBound(checking);
  marksAreBound(checking);
  clausesAreStated(checking);
  checksArePromised(checking);
}

function registerIsWhole({ data, at }: Checking): void {
  const { clauses } = data.clauses;
  const prefix = data.policy.clauses_prefix;
  const numbers = new Map<number, number>();
  clauses.forEach(({ id }, i) => {
    const [head, number] = id.split('-');
    if (head === prefix) numbers.set(Number(number), i);
    else
      at(
        'unknown-clause',
        'clauses',
        ['clauses', i, 'id'],
        `${id} does not begin with ${prefix}-, the prefix in policy.yaml.`,
      );
  });
  const last = Math.max(0, ...numbers.keys());
  for (let number = 1; number < last; number++) {
    if (numbers.has(number)) continue;
    const next = numbers.get(
      [...numbers.keys()].filter((other) => other > number).sort((a, b) => a - b)[0]!,
    )!;
    const id = `${prefix}-${String(number).padStart(2, '0')}`;
    at('clause-gap', 'clauses', ['clauses', next, 'id'], `${id} is not in the register.`);
  }
}

function registerIsBound({ data, notices, at }: Checking): void {
  data.clauses.clauses.forEach((entry, i) => {
    entry.checks.forEach((check, j) => {
      if (!CHECKS.has(check))
        at('unknown-check', 'clauses', ['clauses', i, 'checks', j], `There is no check "${check}".`);
    });
    if ((entry.kind === 'P' || entry.kind === 'U') && entry.checks.length === 0) {
      at(
        'promise-without-check',
        'clauses',
        ['clauses', i, 'id'],
        `${entry.id} promises or offers a choice, and no check shows that it is kept.`,
      );
    }
    if (entry.kind === 'X' && !entry.instead) {
      at(
        'wording-without-instead',
        'clauses',
        ['clauses', i, 'id'],
        `${entry.id} cannot do what it claims, and nothing says what is done instead.`,
      );
    }
    entry.stated_in.forEach((file, j) => {
      const path = ['clauses', i, 'stated_in', j];
      const missing = `${entry.id} is said to be stated in ${file}, which does not name it.`;
      const language = /^notice\.(.+)\.md$/.exec(file)?.[1];
      if (language) {
        if (notices[language] === undefined) at('not-where-stated', 'clauses', path, `There is no ${file}.`);
      } else {
        const name = file.replace(/\.yaml$/, '') as FileName;
        if (!(name in data)) at('not-where-stated', 'clauses', path, `There is no ${file}.`);
        else if (isStatement(entry.kind) && !namesClause(data[name], entry.id))
          at('not-where-stated', 'clauses', path, missing);
      }
    });
  });
}

function marksAreBound({ data, notices, inNotice }: Checking): void {
  const register = new Map(data.clauses.clauses.map((entry) => [entry.id, entry]));
  for (const [language, prose] of Object.entries(notices)) {
    for (const { text, offset } of findBrokenMarks(prose)) {
      inNotice(
        'broken-mark',
        language,
        offset,
        `${text} marks no sentence: the brackets before it or the names in it are not right.`,
      );
    }
    for (const { clauses, checks, offset } of findPromises(prose)) {
      const entries = clauses.flatMap((clause) => register.get(clause) ?? []);
      for (const clause of clauses) {
        if (!register.has(clause))
          inNotice('unknown-clause', language, offset, `${clause} is not in clauses.yaml.`);
      }
      for (const { id } of entries.filter(({ kind }) => kind === 'X')) {
        inNotice(
          'clause-not-to-state',
          language,
          offset,
          `${id} is a wording that cannot do what it claims; it must not be stated as a promise.`,
        );
      }
      for (const check of checks.filter((name) => !CHECKS.has(name))) {
        inNotice('unknown-check', language, offset, `There is no check "${check}".`);
      }
      if (checks.length === 0 && entries.some(({ kind }) => kind === 'P' || kind === 'U')) {
        inNotice(
          'promise-without-check',
          language,
          offset,
          `The sentence of ${clauses.join(', ')} promises, and names no check.`,
        );
      }
      const registered = new Set(entries.flatMap((entry) => entry.checks));
      for (const check of checks.filter((name) => CHECKS.has(name) && !registered.has(name))) {
        inNotice(
          'checks-disagree',
          language,
          offset,
          `The notice binds ${clauses.join(', ')} to "${check}"; clauses.yaml does not.`,
        );
      }
    }
  }
}

function clausesAreStated({ data, notices, at }: Checking): void {
  for (const [language, prose] of Object.entries(notices)) {
    const marks = findPromises(prose);
    data.clauses.clauses.forEach(({ id, kind, checks, stated_in }, i) => {
      if (!isStatement(kind)) return;
      const own = marks.filter(({ clauses }) => clauses.includes(id));
      const inData = stated_in.some((file) => file.endsWith('.yaml'));
      if (own.length === 0 && !(kind === 'D' && inData)) {
        at(
          'clause-not-stated',
          'clauses',
          ['clauses', i, 'id'],
          `No sentence of notice.${language}.md states ${id}.`,
        );
      }
      if (own.length === 0 || kind === 'D') return;
      const named = new Set(own.flatMap((mark) => mark.checks));
      checks.forEach((check, j) => {
        if (!named.has(check) && CHECKS.has(check)) {
          at(
            'checks-disagree',
            'clauses',
            ['clauses', i, 'checks', j],
            `clauses.yaml binds ${id} to "${check}"; its sentence in notice.${language}.md does not.`,
          );
        }
      });
    });
  }
}

function checksArePromised({ data, at }: Checking): void {
  const promised = new Set(data.clauses.clauses.flatMap(({ checks }) => checks));
  for (const check of CHECKS.values()) {
    if (check.state !== 'built' || promised.has(check.id) || check.when?.(data) === false) continue;
    at(
      'check-without-promise',
      'clauses',
      ['clauses'],
      `Heed checks "${check.title}" (${check.id}) for this folder, and no clause promises it.`,
    );
  }
}

function isStatement(kind: string): boolean {
  return kind === 'P' || kind === 'U' || kind === 'D';
}

function namesClause(value: unknown, clause: string): boolean {
  if (Array.isArray(value)) return value.some((item) => namesClause(item, clause));
  if (value === null || typeof value !== 'object') return false;
  return Object.entries(value).some(([key, item]) =>
    key === 'clauses' && Array.isArray(item) && item.includes(clause) ? true : namesClause(item, clause),
  );
}
