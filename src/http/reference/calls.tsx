import type { OpenApi, Operation } from '../openapi.ts';
import { typeWords } from './schemas.tsx';

interface Call {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

/** Every call, grouped by tag, with its parameters, answers and a command to try it. */
export function ReferenceCalls({ document, origin }: { document: OpenApi; origin: string }) {
  const groups = Map.groupBy(callsOf(document), (call) => call.operation.tags?.[0] ?? 'Other');
  return (
    <>
      <nav aria-label="Calls">
        <ul>
          {[...groups.keys()].map((tag) => (
            <li>
              <a href={`#${tag.toLowerCase()}`}>{tag}</a>
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

function OneCall({ call, origin }: { call: Call; origin: string }) {
  const { method, path, operation } = call;
  const id = `${method}-${path.replaceAll(/[^a-z0-9]+/gi, '-').replaceAll(/^-|-$/g, '')}`.toLowerCase();
  return (
    <article aria-labelledby={id}>
      <h3 id={id}>
        <code>
          {method} {path}
        </code>
      </h3>
      <p>{operation.summary}.</p>
      {operation.description ? <p>{operation.description}</p> : null}
      <Parameters operation={operation} />
      <section class="heed-scroll" tabindex={0} aria-label={`Example of ${method} ${path}`}>
        <pre>
          <code>{curl(call, origin)}</code>
        </pre>
      </section>
      <dl>
        {Object.entries(operation.responses ?? {}).map(([status, response]) => (
          <>
            <dt>{status}</dt>
            <dd>{(response as { description?: string }).description}</dd>
          </>
        ))}
      </dl>
    </article>
  );
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: Parameters<typeof typeWords>[0];
}

function Parameters({ operation }: { operation: Operation }) {
  const parameters = (operation.parameters ?? []) as Parameter[];
  if (parameters.length === 0) return null;
  return (
    <dl>
      {parameters.map((parameter) => (
        <>
          <dt>
            <code>{parameter.name}</code> ({parameter.in}
            {parameter.required ? ', required' : ''})
          </dt>
          <dd>
            {typeWords(parameter.schema ?? {})}
            {parameter.description ? `. ${parameter.description}` : ''}
          </dd>
        </>
      ))}
    </dl>
  );
}

/** A command that can be pasted into a shell; examples come from the route, so they are as right as its schema. */
export function curl({ method, path, operation }: Call, origin: string): string {
  const lines = [
    `curl ${method === 'GET' ? '' : `-X ${method} `}'${origin}${path}'`,
    `-H "Authorization: Bearer $HEED_KEY"`,
  ];
  const parameters = (operation.parameters ?? []) as Parameter[];
  if (parameters.some(({ name }) => name === 'idempotency-key'))
    lines.push(`-H "Idempotency-Key: $(uuidgen)"`);
  const content = (operation.requestBody as { content?: Record<string, { example?: unknown }> } | undefined)
    ?.content;
  const [type, body] = Object.entries(content ?? {})[0] ?? [];
  if (type === 'application/json') {
    lines.push(`-H 'Content-Type: application/json'`);
    lines.push(`-d '${JSON.stringify(body?.example ?? {}).replaceAll("'", "'\\''")}'`);
  } else if (type) {
    lines.push(`-H 'Content-Type: ${type}'`, '--data-binary @FILE');
  }
  return lines.join(' \\\n  ');
}
