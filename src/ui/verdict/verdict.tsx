import type { PropsWithChildren } from 'hono/jsx';
import type { Content } from '../common/common.ts';
import { Icon } from '../icon/icon.tsx';

export interface VerdictProps {
  readonly effect: 'allow' | 'deny';
  /** The answer as a sentence that stands alone, such as "Yes, you may call". It is the heading of the page. */
  readonly answer: Content;
}

/** The answer to "may we contact?": shape, word and colour say the same. Children say why. */
export function Verdict({ effect, answer, children }: PropsWithChildren<VerdictProps>) {
  return (
    <div class={`heed-verdict heed-verdict--${effect}`}>
      <Icon name={effect === 'allow' ? 'yes' : 'no'} class="heed-verdict__icon" />
      <div>
        <h1>{answer}</h1>
        {children}
      </div>
    </div>
  );
}
