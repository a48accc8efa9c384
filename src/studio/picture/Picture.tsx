import './picture.css';

/** The part "Picture". */
export function Picture() {
  return <p>Picture</p>;
}
