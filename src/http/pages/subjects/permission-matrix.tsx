import type { Permission } from '../../../contacts/list-permissions.ts';
import { reasonTitle } from '../../../decision/reasons.ts';
import type { LoadedPolicy } from '../../../policy/policies.ts';
import { Icon } from '../../../ui/icon/icon.tsx';
import { Scroll } from '../../../ui/table/scroll.tsx';
import { Table } from '../../../ui/table/table.tsx';
import { instantWords } from '../shared/instants.ts';
import { channelName, purposeName } from '../shared/words.ts';

/** Channels down, purposes across; a topic has a column of its own only where its answers are not the general ones. */
export function PermissionMatrix({
  policy,
  permissions,
}: {
  policy: LoadedPolicy;
  permissions: readonly Permission[];
}) {
  const channels = [...new Set(permissions.map(({ channel }) => channel))];
  const columns = columnsOf(policy, permissions, channels);
  return (
    <Scroll labelledBy="permissions">
      <Table
        classes="heed-matrix"
        firstCellIsHeader
        head={[{ content: 'Channel' }, ...columns.map(({ title }) => ({ content: title }))]}
        rows={channels.map((channel) => [
          { content: channelName(channel) },
          ...columns.map(({ at }) => ({ content: <Cell permission={at(channel)} /> })),
        ])}
      />
    </Scroll>
  );
}

interface Column {
  readonly title: string;
  readonly at: (channel: string) => Permission | undefined;
}

function columnsOf(
  policy: LoadedPolicy,
  permissions: readonly Permission[],
  channels: readonly string[],
): Column[] {
  return [...new Set(permissions.map(({ purpose }) => purpose))].flatMap((purpose) => {
    const ask = (topic: string | null) => (channel: string) =>
      permissions.find((one) => one.purpose === purpose && one.channel === channel && one.topic === topic);
    const general: Column = { title: purposeName(purpose), at: ask(null) };
    const special = policy.data.purposes.topics
      .map(({ id, title }): Column => ({ title: `${purposeName(purpose)}: ${title}`, at: ask(id) }))
      .filter(({ at }) => !channels.every((channel) => sameAnswer(at(channel), general.at(channel))));
    return [general, ...special];
  });
}

function sameAnswer(a: Permission | undefined, b: Permission | undefined): boolean {
  return a?.decision === b?.decision && a?.reason === b?.reason && a?.changes_at === b?.changes_at;
}

function Cell({ permission }: { permission: Permission | undefined }) {
  if (!permission) return null;
  const allowed = permission.decision === 'allow';
  return (
    <>
      <span class={allowed ? 'heed-yes' : 'heed-no'}>
        <Icon name={allowed ? 'yes' : 'no'} />
        {allowed ? 'Yes' : 'No'}
      </span>
      <div class="heed-small">{reasonTitle(permission.reason)}</div>
      {permission.changes_at ? (
        <div class="heed-small heed-muted">until {instantWords(permission.changes_at)}</div>
      ) : null}
    </>
  );
}
