import './source.css';

/** The part "Source". */
export function Source() {
  return <p>Source</p>;
}
