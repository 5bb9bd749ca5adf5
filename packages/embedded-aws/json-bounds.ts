// How deep JSON text is nested and how much it holds, told before it is parsed: what is beyond reading is refused.

/** As deep as the readers behind AWS's own endpoints go. */
export const DEEPEST = 1_000;
/** In one body: more than the largest PutMetricData or BatchWriteItem holds, and no more than this process can bear. */
export const MOST_VALUES = 1_000_000;

const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;
const OPENING = new Set([91, 123]);
const CLOSING = new Set([93, 125]);

export function isTooDeep(json: string, deepest = DEEPEST): boolean {
  return exceeds(json, deepest, Number.POSITIVE_INFINITY);
}

/** Too deep, or too much. */
export function isBeyondReading(json: string, most = MOST_VALUES): boolean {
  return exceeds(json, DEEPEST, most);
}

/** One pass that makes nothing. A value is what a comma or an opening precedes. */
function exceeds(json: string, deepest: number, most: number): boolean {
  let depth = 0;
  let values = 1;
  let inString = false;
  for (let at = 0; at < json.length; at += 1) {
    const code = json.charCodeAt(at);
    if (inString) {
      if (code === BACKSLASH) at += 1;
      else if (code === QUOTE) inString = false;
    } else if (code === QUOTE) inString = true;
    else if (code === COMMA) values += 1;
    else if (CLOSING.has(code)) depth -= 1;
    else if (OPENING.has(code)) {
      depth += 1;
      values += 1;
    }
    if (depth > deepest || values > most) return true;
  }
  return false;
}
