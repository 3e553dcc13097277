import { Scroll } from '../../ui/table/scroll.tsx';
import { Table } from '../../ui/table/table.tsx';

/** As much of a JSON Schema as the reference shows. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly description?: string;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly format?: string;
}

/** The named shapes, each with its fields. */
export function SchemaList({ schemas }: { schemas: Readonly<Record<string, unknown>> }) {
  return (
    <>
      {Object.entries(schemas as Record<string, Schema>).map(([name, schema]) => (
        <article aria-labelledby={`schema-${name}`}>
          <h3 id={`schema-${name}`}>{name}</h3>
          {schema.description ? <p>{schema.description}.</p> : null}
          <Fields name={name} schema={schema} />
        </article>
      ))}
    </>
  );
}

function Fields({ name, schema }: { name: string; schema: Schema }) {
  return (
    <Scroll labelledBy={`schema-${name}`}>
      <Table
        head={[{ content: 'Field' }, { content: 'What' }]}
        rows={Object.entries(fieldsOf(schema)).map(([field, type]) => [
          {
            content: (
              <>
                <code>{field}</code>
                {requiredIn(schema).includes(field) ? '' : ' (optional)'}
              </>
            ),
          },
          {
            content: (
              <>
                <TypeWords schema={type} />
                {type.description ? `. ${type.description}` : ''}
              </>
            ),
          },
        ])}
      />
    </Scroll>
  );
}

/** The parts that a shape is put together from: those it extends, by name, and its own fields. */
function fieldsOf(schema: Schema): Record<string, Schema> {
  return Object.assign({}, ...(schema.allOf ?? []).map(partOf), schema.properties ?? {});
}

function partOf(part: Schema): Record<string, Schema> {
  return part.$ref ? { [`all of ${nameOf(part.$ref)}`]: part } : fieldsOf(part);
}

function requiredIn(schema: Schema): string[] {
  const parts = schema.allOf ?? [];
  return [
    ...(schema.required ?? []),
    ...parts.flatMap((part) => (part.$ref ? `all of ${nameOf(part.$ref)}` : requiredIn(part))),
  ];
}

const nameOf = (ref: string): string => ref.split('/').at(-1)!;

/** A type in words, with links to named shapes: `one of allow, deny`, `list of text`, `Decision or null`. */
export function TypeWords({ schema }: { schema: Schema }) {
  if (schema.$ref) return <a href={`#schema-${nameOf(schema.$ref)}`}>{nameOf(schema.$ref)}</a>;
  if (schema.enum) return <>one of {schema.enum.map(String).join(', ')}</>;
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices) return <Joined schemas={choices} by={schema.allOf ? ' with ' : ' or '} />;
  const types = [schema.type ?? []].flat();
  return (
    <>
      {types.map((type, i) => (
        <>
          {i > 0 ? ' or ' : ''}
          {type === 'array' ? (
            <>
              list of <TypeWords schema={schema.items ?? {}} />
            </>
          ) : type === 'object' && schema.properties ? (
            `object with ${Object.keys(schema.properties).join(', ')}`
          ) : (
            word(type, schema.format)
          )}
        </>
      ))}
    </>
  );
}

function Joined({ schemas, by }: { schemas: readonly Schema[]; by: string }) {
  return (
    <>
      {schemas.map((schema, i) => (
        <>
          {i > 0 ? by : ''}
          <TypeWords schema={schema} />
        </>
      ))}
    </>
  );
}

function word(type: string, format: string | undefined): string {
  if (format === 'date-time') return 'instant (RFC 3339)';
  if (type === 'string') return 'text';
  if (type === 'boolean') return 'true or false';
  if (type === 'integer') return 'whole number';
  return type;
}
