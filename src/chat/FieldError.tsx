/** One plain line at a field, read out when it appears. */
export function FieldError({ text }: { text: string | undefined }) {
  return (
    <p role="alert" id="error" class="error">
      {text}
    </p>
  );
}
