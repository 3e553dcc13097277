import { Details } from '../../ui/details/details.tsx';
import { Scroll } from '../../ui/table/scroll.tsx';
import { Table } from '../../ui/table/table.tsx';
import type { OpenApi, Operation } from '../openapi.ts';
import { curl } from './curl.ts';
import { type Schema, TypeWords } from './schemas.tsx';

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: Schema;
}

interface Answer {
  readonly description?: string;
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

/** Every call, grouped by tag, with a command to try it, its parameters and its answers. */
export function ReferenceCalls({ document, origin }: { document: OpenApi; origin: string }) {
  const groups = Map.groupBy(callsOf(document), (call) => call.operation.tags?.[0] ?? 'Other');
  return (
    <>
      <nav aria-label="Calls">
        <ul>
          {[...groups].map(([tag, calls]) => (
            <li>
              <a href={`#${tag.toLowerCase()}`}>{tag}</a>
              <ul>
                {calls.map((call) => (
                  <li>
                    <a href={`#${idOf(call)}`}>{call.operation.summary}</a>
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      </nav>
      {[...groups].map(([tag, calls]) => (
        <section aria-labelledby={tag.toLowerCase()}>
          <h2 id={tag.toLowerCase()}>{tag}</h2>
          {calls.map((call) => (
            <OneCall call={call} origin={origin} />
          ))}
        </section>
      ))}
    </>
  );
}

function callsOf(document: OpenApi): Call[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    (['get', 'post', 'delete'] as const).flatMap((method) => {
      const operation = item[method];
      return operation ? [{ method: method.toUpperCase(), path, operation }] : [];
    }),
  );
}

function idOf({ method, path }: Call): string {
  return `${method}-${path.replaceAll(/[^a-z0-9]+/gi, '-').replaceAll(/^-|-$/g, '')}`.toLowerCase();
}

function OneCall({ call, origin }: { call: Call; origin: string }) {
  const { method, path, operation } = call;
  const id = idOf(call);
  const body = Object.values((operation.requestBody as Answer | undefined)?.content ?? {})[0]?.schema;
  return (
    <article aria-labelledby={id}>
      <h3 id={id}>
        <code>
          {method} {path}
        </code>
      </h3>
      <p>
        {operation.summary}. {operation.description}
      </p>
      <pre tabindex={0}>
        <code>{curl(call, origin)}</code>
      </pre>
      {body?.$ref ? (
        <p>
          The body is <TypeWords schema={body} />.
        </p>
      ) : null}
      <Parameters id={id} operation={operation} />
      <Details summary={<span id={`${id}-answers`}>Answers</span>}>
        <Answers id={id} operation={operation} />
      </Details>
    </article>
  );
}

function Parameters({ id, operation }: { id: string; operation: Operation }) {
  const parameters = (operation.parameters ?? []) as Parameter[];
  if (parameters.length === 0) return null;
  return (
    <Details summary={<span id={`${id}-parameters`}>Parameters</span>}>
      <Scroll labelledBy={`${id} ${id}-parameters`}>
        <Table
          head={[{ content: 'Name' }, { content: 'Where' }, { content: 'What' }]}
          rows={parameters.map((parameter) => [
            { content: <code>{parameter.name}</code> },
            { content: `${parameter.in}${parameter.required ? ', required' : ''}` },
            {
              content: (
                <>
                  <TypeWords schema={parameter.schema ?? {}} />
                  {parameter.description ? `. ${parameter.description}` : ''}
                </>
              ),
            },
          ])}
        />
      </Scroll>
    </Details>
  );
}

function Answers({ id, operation }: { id: string; operation: Operation }) {
  const answers = Object.entries((operation.responses ?? {}) as Record<string, Answer>);
  return (
    <Scroll labelledBy={`${id} ${id}-answers`}>
      <Table
        head={[{ content: 'Status' }, { content: 'Meaning' }, { content: 'Body' }]}
        rows={answers.map(([status, { description, content }]) => [
          { content: status },
          { content: description },
          { content: <TypeWords schema={Object.values(content ?? {})[0]?.schema ?? {}} /> },
        ])}
      />
    </Scroll>
  );
}
