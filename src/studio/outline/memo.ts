import { Component, type ComponentChild, h } from 'preact';

/**
 * A component that is drawn again only when one of its properties is another value; `watched`: only when one of these
 * is.
 */
export function memo<Props extends object>(draw: (props: Props) => ComponentChild, watched?: readonly (keyof Props)[]) {
  class Memo extends Component<Props> {
    override shouldComponentUpdate(next: Readonly<Props>): boolean {
      const names = watched ?? (Object.keys({ ...this.props, ...next }) as (keyof Props)[]);
      return names.some((name) => this.props[name] !== next[name]);
    }
    override render(props: Props) {
      return h(draw as never, props as never);
    }
  }
  return Memo;
}
