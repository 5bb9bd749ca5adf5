// The rule of a composite alarm: `(ALARM(a) OR ALARM("b c")) AND NOT OK(arn:…)`.

import { AwsError } from '../../service.ts';
import type { StateValue } from './evaluation.ts';

export interface AlarmRule {
  readonly text: string;
  /** The alarms it looks at, by name or ARN as written. */
  readonly names: readonly string[];
  holds(stateOf: (name: string) => StateValue | undefined): boolean;
}

type Node = (stateOf: (name: string) => StateValue | undefined) => boolean;

const TOKEN = /\s*(\(|\)|"(?:[^"\\]|\\.)*"|[^\s()"]+)/y;

/** Reads a rule, or throws CloudWatch's ValidationError. */
export function readAlarmRule(text: string): AlarmRule {
  const tokens = tokensOf(text);
  const names: string[] = [];
  let at = 0;

  const peek = () => tokens[at]?.toUpperCase();
  const take = () => tokens[at++];
  const expect = (token: string) => {
    if (take() !== token) throw invalid(text);
  };

  function either(): Node {
    const parts = [both()];
    while (peek() === 'OR') {
      at += 1;
      parts.push(both());
    }
    return (stateOf) => parts.some((part) => part(stateOf));
  }

  function both(): Node {
    const parts = [single()];
    while (peek() === 'AND') {
      at += 1;
      parts.push(single());
    }
    return (stateOf) => parts.every((part) => part(stateOf));
  }

  function single(): Node {
    const token = take()?.toUpperCase();
    if (token === 'NOT') return negated(single());
    if (token === 'TRUE') return () => true;
    if (token === 'FALSE') return () => false;
    if (token === '(') {
      const inner = either();
      expect(')');
      return inner;
    }
    if (token !== 'ALARM' && token !== 'OK' && token !== 'INSUFFICIENT_DATA') throw invalid(text);
    expect('(');
    const name = unquoted(take() ?? '');
    expect(')');
    names.push(name);
    return (stateOf) => stateOf(name) === token;
  }

  const rule = either();
  if (at < tokens.length) throw invalid(text);
  return { text, names, holds: rule };
}

function negated(node: Node): Node {
  return (stateOf) => !node(stateOf);
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (let at = 0; text.slice(at).trim() !== ''; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)?.[1];
    if (token === undefined) throw invalid(text);
    tokens.push(token);
  }
  return tokens;
}

function unquoted(token: string): string {
  return token.startsWith('"') ? token.slice(1, -1).replace(/\\(.)/g, '$1') : token;
}

function invalid(text: string): AwsError {
  return new AwsError('ValidationError', `AlarmRule is not valid: ${text}`);
}
