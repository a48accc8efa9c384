import './outline.css';

/** The part "Outline". */
export function Outline() {
  return <p>Outline</p>;
}
