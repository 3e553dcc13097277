/** The name, drawn: two letters hold the accent in their bars, like a line that is being read. */
export function Wordmark() {
  return (
    <svg
      class="heed-wordmark"
      viewBox="0 0 114 44"
      width="114"
      height="44"
      role="img"
      aria-label="Heed"
      fill="none"
      stroke="currentColor"
      stroke-width="6"
      stroke-linecap="round"
    >
      <path d="M5 5v34M5 28a10 10 0 0 1 20 0v11" />
      <path d="M57 29a11 11 0 1 0-3.4 8M86 29a11 11 0 1 0-3.4 8" />
      <path class="heed-wordmark__bar" d="M36 29h20M65 29h20" />
      <circle cx="99" cy="29" r="10" />
      <path d="M109 5v34" />
    </svg>
  );
}
