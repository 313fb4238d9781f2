const whole = new Intl.NumberFormat("en");

export const count = value => whole.format(value);

/** 1500000 is "1.5 MB". */
export function bytes(value) {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let unit = 0;
  for (; value >= 1000 && unit < units.length - 1; unit++) value /= 1000;
  return `${unit === 0 ? whole.format(value) : value.toFixed(1)} ${units[unit]}`;
}

export const rate = bytesPerSecond => `${bytes(bytesPerSecond)}/s`;

export function seconds(value) {
  if (value < 1) return `${Math.round(value * 1000)} ms`;
  if (value < 60) return `${value < 10 ? value.toFixed(1) : Math.round(value)} s`;
  const minutes = Math.round(value / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export const time = text => text ? new Date(text).toLocaleString() : "";
