import type { Call, Parameter } from './calls.tsx';

/** A command that can be pasted into a shell; examples come from the route, so they are as right as its schema. */
export function curl({ method, path, operation }: Call, origin: string): string {
  const parameters = (operation.parameters ?? []) as Parameter[];
  const lines = [
    `curl ${method === 'GET' ? '' : `-X ${method} `}${quote(`${origin}${path}${query(parameters)}`)}`,
    '-H "Authorization: Bearer $HEED_KEY"',
  ];
  if (parameters.some(({ name }) => name === 'idempotency-key'))
    lines.push('-H "Idempotency-Key: $(uuidgen)"');
  const content = (operation.requestBody as { content?: Record<string, { example?: unknown }> } | undefined)
    ?.content;
  const [type, body] = Object.entries(content ?? {})[0] ?? [];
  if (type === 'application/json') {
    lines.push("-H 'Content-Type: application/json'", `-d ${quote(JSON.stringify(body?.example ?? {}))}`);
  } else if (type) {
    lines.push(`-H 'Content-Type: ${type}'`, '--data-binary @FILE');
  }
  return lines.join(' \\\n  ');
}

/** The query parameters that must be there, with the name of each where its value goes. */
function query(parameters: readonly Parameter[]): string {
  const required = parameters.filter((parameter) => parameter.in === 'query' && parameter.required);
  return required.length === 0
    ? ''
    : `?${required.map(({ name }) => `${name}=${name.toUpperCase()}`).join('&')}`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
