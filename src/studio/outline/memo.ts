import { Component, type ComponentChild, h } from 'preact';

/**
 * A component that is drawn again only when one of its properties is another value; `watched`: only when one of these
 * is. It always gets the same properties.
 */
export function memo<Props extends object>(draw: (props: Props) => ComponentChild, watched?: readonly (keyof Props)[]) {
  class Memo extends Component<Props> {
    override shouldComponentUpdate(next: Readonly<Props>): boolean {
      if (watched) return watched.some((name) => this.props[name] !== next[name]);
      for (const name in next) if (this.props[name] !== next[name]) return true;
      return false;
    }
    override render(props: Props) {
      return h(draw as never, props as never);
    }
  }
  return Memo;
}
