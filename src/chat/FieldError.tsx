/** The message after one that may be the same: only a change is read out. */
export function renewed(text: string): (before: string | undefined) => string {
  return (before) => (before === text ? `${text}\u00a0` : text);
}

/** One plain line at a field, read out when it appears. */
export function FieldError({ text }: { text: string | undefined }) {
  return (
    <p role="alert" id="error" class="error">
      {text}
    </p>
  );
}
