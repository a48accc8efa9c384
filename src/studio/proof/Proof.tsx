import './proof.css';

/** The part "Proof". */
export function Proof() {
  return <p>Proof</p>;
}
