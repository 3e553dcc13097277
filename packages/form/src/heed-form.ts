import type { Answers, Definition, Done, Problem } from './definition.ts';
import { dress } from './dom.ts';
import { checkView, doneView, type Errors, formView } from './view.ts';
import { work } from './work.ts';

/** Where this script came from is where its forms are. */
const HEED = new URL((document.currentScript as HTMLScriptElement).src).origin;

const NOTHING: Answers = { fields: {}, choices: [] };

/**
 * `<heed-form policy="cmp" form="newsletter">…</heed-form>`: a form in the page itself, without a frame. What stands
 * between the tags, such as a link to the form's own page, is what people see without scripts, and when Heed is away.
 * It fires `heed-form` with `{ step: 'shown' | 'checked' | 'done' }`, and never with anything that was entered.
 */
class HeedForm extends HTMLElement {
  #definition: Definition | undefined;

  connectedCallback(): void {
    if (!this.#definition) void this.#load();
  }

  get #address(): string {
    return `${HEED}/v1/embedded-forms/${encodeURIComponent(this.getAttribute('policy') ?? '')}/${encodeURIComponent(this.getAttribute('form') ?? '')}`;
  }

  async #load(): Promise<void> {
    const lang = this.closest<HTMLElement>('[lang]')?.lang ?? '';
    const answer = await fetch(`${this.#address}?lang=${encodeURIComponent(lang)}`, {
      credentials: 'omit',
    }).catch(() => null);
    // Without an answer what stands between the tags stays.
    if (!answer?.ok) return;
    this.#definition = (await answer.json()) as Definition;
    dress();
    this.#showForm(NOTHING, {}, false);
  }

  /** Shows a step in the place of the one before, and takes the reader there. */
  #show(view: HTMLElement, step: string, focus = true): void {
    this.lang = this.#definition!.lang;
    this.replaceChildren(view);
    if (focus) this.querySelector<HTMLElement>('[data-focus]')?.focus();
    this.dispatchEvent(new CustomEvent('heed-form', { bubbles: true, detail: { step } }));
  }

  #showForm(given: Answers, errors: Errors, focus = true): void {
    const form = this.getAttribute('form') ?? '';
    const view = formView(form, this.#definition!, given, errors);
    view.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#check(read(view as HTMLFormElement, this.#definition!));
    });
    view.addEventListener('click', (event) => {
      // A link of the summary takes to its field, and leaves the address of the page alone.
      const link = (event.target as Element).closest('[role=alert] a');
      if (!link) return;
      event.preventDefault();
      this.querySelector<HTMLElement>(link.getAttribute('href')!)?.focus();
    });
    this.#show(view, 'shown', focus);
    if (focus && Object.keys(errors).length === 0) this.querySelector('h2')?.scrollIntoView();
  }

  async #check(given: Answers): Promise<void> {
    const answer = await this.#post({ ...given, step: 'check' });
    if (!answer.ok) return this.#refused(given, answer);
    const { fields } = answer.body as { fields: Answers['fields'] };
    const answers = { ...given, fields };
    const view = checkView(this.#definition!, answers);
    const worked = work(this.#definition!.challenge, this.#definition!.bits);
    view.querySelector('[data-change]')!.addEventListener('click', () => this.#showForm(given, {}));
    view.addEventListener('submit', (event) => {
      event.preventDefault();
      for (const button of view.querySelectorAll('button')) button.disabled = true;
      view.querySelector('[role=status]')!.textContent = this.#definition!.texts.working;
      void worked.then((number) => this.#send(given, number));
    });
    this.#show(view, 'checked');
  }

  async #send(given: Answers, number: string): Promise<void> {
    const { challenge } = this.#definition!;
    const answer = await this.#post({ ...given, step: 'send', challenge, work: number });
    if (!answer.ok) return this.#refused(given, answer);
    this.#show(doneView(this.#definition!, answer.body as Done), 'done');
  }

  #refused(given: Answers, { body }: { readonly body: unknown }): void {
    const problem = body as Problem | null;
    const named = Object.fromEntries(
      (problem?.errors ?? []).map(({ pointer, detail }) => [pointer.replace('/fields/', ''), detail]),
    );
    const general = problem?.detail ?? this.#definition!.texts.failed;
    this.#showForm(given, Object.keys(named).length > 0 ? named : { '': general });
  }

  async #post(json: unknown): Promise<{ readonly ok: boolean; readonly body: unknown }> {
    try {
      const lang = encodeURIComponent(this.lang);
      const answer = await fetch(`${this.#address}?lang=${lang}`, {
        method: 'POST',
        credentials: 'omit',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(json),
      });
      return { ok: answer.ok, body: await answer.json() };
    } catch {
      return { ok: false, body: null };
    }
  }
}

function read(form: HTMLFormElement, { fields }: Definition): Answers {
  const data = new FormData(form);
  const values = fields.map(({ id }) => [id, String(data.get(id) ?? '')] as const);
  return {
    fields: Object.fromEntries(values.filter(([, value]) => value)),
    choices: data.getAll('choices').map(String),
  };
}

if (!customElements.get('heed-form')) customElements.define('heed-form', HeedForm);
