import { REASONS } from '../../decision/reasons.ts';
import type { FileName, PolicyData } from '../schema.ts';
import type { Path } from '../source-file.ts';
import type { Checking } from './checking.ts';

/** Ids are unique within their list, and every id that is named exists. */
export function checkReferences(checking: Checking): void {
  const { data } = checking;
  const known = knownIds(data);
  for (const [name, { file, path, ids }] of Object.entries(known)) {
    ids.forEach((id, index) => {
      if (ids.indexOf(id) < index) {
        checking.at('duplicate-id', file, [...path, index], `There are two ${name}s with the id "${id}".`);
      }
    });
  }
  const expect = (kind: keyof typeof known, id: string, file: FileName, path: Path) => {
    if (!known[kind]!.ids.includes(id)) {
      checking.at(
        'unknown-reference',
        file,
        path,
        `There is no ${kind} "${id}" in ${known[kind]!.file}.yaml.`,
      );
    }
  };
  const expectAll = (kind: keyof typeof known, ids: readonly string[], file: FileName, path: Path) => {
    ids.forEach((id, index) => {
      expect(kind, id, file, [...path, index]);
    });
  };

  data.purposes.purposes.forEach((purpose, i) => {
    expectAll('category', purpose.data, 'purposes', ['purposes', i, 'data']);
    expectAll('recipient', purpose.recipients, 'purposes', ['purposes', i, 'recipients']);
    expect('retention rule', purpose.retention, 'purposes', ['purposes', i, 'retention']);
  });
  data.retention.rules.forEach((rule, i) => {
    expectAll('category', rule.data, 'retention', ['rules', i, 'data']);
  });
  data.recipients.recipients.forEach((recipient, i) => {
    expectAll('purpose', recipient.purposes, 'recipients', ['recipients', i, 'purposes']);
  });
  data.recipients.transfers.forEach((transfer, i) => {
    expect('recipient', transfer.recipient, 'recipients', ['transfers', i, 'recipient']);
  });
  data.portals.portals.forEach((portal, i) => {
    expectAll('topic', portal.topics, 'portals', ['portals', i, 'topics']);
  });
  data.cookies.cookies.forEach((cookie, i) => {
    expect('cookie category', cookie.category, 'cookies', ['cookies', i, 'category']);
  });
  data.cookies.embeds.forEach((embed, i) => {
    expect('cookie category', embed.category, 'cookies', ['embeds', i, 'category']);
  });
  data.forms.forms.forEach((form, i) => {
    expect('source', form.source, 'forms', ['forms', i, 'source']);
    expectAll('purpose', form.purposes, 'forms', ['forms', i, 'purposes']);
    if (form.portal) expect('portal', form.portal, 'forms', ['forms', i, 'portal']);
    form.fields.forEach(({ field }, j) => {
      expect('field', field, 'forms', ['forms', i, 'fields', j, 'field']);
    });
    form.choices.forEach(({ topics }, j) => {
      expectAll('topic', topics, 'forms', ['forms', i, 'choices', j, 'topics']);
    });
  });
  checkReasonCodes(checking);
}

function checkReasonCodes({ data, at }: Checking): void {
  const expect = (reason: string, path: Path) => {
    if (!(reason in REASONS) || !reason.startsWith('A_')) {
      at('unknown-reference', 'contact-rules', path, `The engine allows nothing as "${reason}".`, {
        action: 'Use a reason code of an allow, such as A_CONSENT.',
      });
    }
  };
  data['contact-rules'].rules.forEach((rule, i) => {
    rule.require.bases?.forEach(({ reason }, j) => {
      expect(reason, ['rules', i, 'require', 'bases', j, 'reason']);
    });
    rule.unless_basis?.forEach((reason, j) => {
      expect(reason, ['rules', i, 'unless_basis', j]);
    });
  });
  data['contact-rules'].nevers.forEach((never, i) => {
    never.unless_basis?.forEach((reason, j) => {
      expect(reason, ['nevers', i, 'unless_basis', j]);
    });
  });
  data['contact-rules'].rules.forEach((rule, i) => {
    rule.require.source_not_in?.forEach((source, j) => {
      const sources = [...data.sources.sources, ...data.sources.refused];
      if (!sources.some(({ id }) => id === source) && !ENGINE_SOURCES.has(source)) {
        at(
          'unknown-reference',
          'contact-rules',
          ['rules', i, 'require', 'source_not_in', j],
          `There is no source "${source}".`,
        );
      }
    });
  });
}

/** Words that the engine itself knows for where data came from. */
const ENGINE_SOURCES = new Set(['enrichment', 'third_party', 'subject', 'list']);

function knownIds(data: PolicyData): Record<string, { file: FileName; path: Path; ids: string[] }> {
  const ids = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id);
  return {
    category: { file: 'data', path: ['categories'], ids: ids(data.data.categories) },
    field: {
      file: 'data',
      path: ['categories'],
      ids: data.data.categories.flatMap(({ fields }) => ids(fields)),
    },
    purpose: { file: 'purposes', path: ['purposes'], ids: ids(data.purposes.purposes) },
    topic: { file: 'purposes', path: ['topics'], ids: ids(data.purposes.topics) },
    rule: { file: 'contact-rules', path: ['rules'], ids: ids(data['contact-rules'].rules) },
    never: { file: 'contact-rules', path: ['nevers'], ids: ids(data['contact-rules'].nevers) },
    source: { file: 'sources', path: ['sources'], ids: ids(data.sources.sources) },
    list: { file: 'sources', path: ['lists'], ids: ids(data.sources.lists) },
    form: { file: 'forms', path: ['forms'], ids: ids(data.forms.forms) },
    'cookie category': { file: 'cookies', path: ['categories'], ids: ids(data.cookies.categories) },
    'retention rule': { file: 'retention', path: ['rules'], ids: ids(data.retention.rules) },
    recipient: { file: 'recipients', path: ['recipients'], ids: ids(data.recipients.recipients) },
    transfer: { file: 'recipients', path: ['transfers'], ids: ids(data.recipients.transfers) },
    system: { file: 'recipients', path: ['systems'], ids: ids(data.recipients.systems) },
    portal: { file: 'portals', path: ['portals'], ids: ids(data.portals.portals) },
    clock: { file: 'requests', path: ['clocks'], ids: ids(data.requests.clocks) },
    right: { file: 'requests', path: ['rights'], ids: ids(data.requests.rights) },
    role: { file: 'staff', path: ['roles'], ids: ids(data.staff.roles) },
    safeguard: { file: 'staff', path: ['security'], ids: ids(data.staff.security) },
    'intake channel': { file: 'policy', path: ['intake'], ids: ids(data.policy.intake) },
    clause: { file: 'clauses', path: ['clauses'], ids: ids(data.clauses.clauses) },
  };
}
