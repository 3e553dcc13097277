import type { Permission } from '../../../contacts/list-permissions.ts';
import { reasonTitle } from '../../../decision/reasons.ts';
import type { LoadedPolicy } from '../../../policy/policies.ts';
import { Icon } from '../../../ui/icon/icon.tsx';
import { Scroll } from '../../../ui/table/scroll.tsx';
import { Table } from '../../../ui/table/table.tsx';
import { instantWords } from '../shared/instants.ts';
import { channelName, purposeName } from '../shared/words.ts';

/** Channels down, topics across, one table for each purpose; a topic whose column equals the general one is left out. */
export function PermissionMatrix({
  policy,
  permissions,
}: {
  policy: LoadedPolicy;
  permissions: readonly Permission[];
}) {
  const purposes = [...new Set(permissions.map(({ purpose }) => purpose))];
  return (
    <>
      {purposes.map((purpose) => (
        <PurposeTable
          policy={policy}
          purpose={purpose}
          permissions={permissions.filter((one) => one.purpose === purpose)}
        />
      ))}
    </>
  );
}

interface PurposeTableProps {
  readonly policy: LoadedPolicy;
  readonly purpose: string;
  readonly permissions: readonly Permission[];
}

function PurposeTable({ policy, purpose, permissions }: PurposeTableProps) {
  const channels = [...new Set(permissions.map(({ channel }) => channel))];
  const at = (channel: string, topic: string | null) =>
    permissions.find((one) => one.channel === channel && one.topic === topic);
  const same = (topic: string) =>
    channels.every((channel) => sameAnswer(at(channel, topic), at(channel, null)));
  const topics = policy.data.purposes.topics.filter(({ id }) => !same(id));
  const id = `matrix-${purpose}`;
  return (
    <>
      <h3 id={id}>{purposeName(purpose)}</h3>
      <Scroll labelledBy={id}>
        <Table
          classes="heed-matrix"
          firstCellIsHeader
          head={[
            { content: 'Channel' },
            { content: topics.length > 0 ? 'In general' : 'Any topic' },
            ...topics.map(({ title }) => ({ content: title })),
          ]}
          rows={channels.map((channel) => [
            { content: channelName(channel) },
            { content: <Cell permission={at(channel, null)} /> },
            ...topics.map((topic) => ({ content: <Cell permission={at(channel, topic.id)} /> })),
          ])}
        />
      </Scroll>
    </>
  );
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
