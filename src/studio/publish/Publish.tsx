import './publish.css';

/** The part "Publish". */
export function Publish() {
  return <p>Publish</p>;
}
