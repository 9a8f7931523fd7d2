/** A value that this app stored as JSON; null where somebody or something damaged it. */
export function readStored<Value>(json: string): Value | null {
  try {
    return JSON.parse(json) as Value;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A code with its parameters that was stored as JSON; null where it is something else by now. */
export function readTold<Value extends { code: string; parameters: object }>(
  json: string,
): Value | null {
  const stored = readStored<unknown>(json);
  return isObject(stored) && typeof stored['code'] === 'string' && isObject(stored['parameters'])
    ? (stored as unknown as Value)
    : null;
}
