import './languages.css';

/** The part "Languages". */
export function Languages() {
  return <p>Languages</p>;
}
