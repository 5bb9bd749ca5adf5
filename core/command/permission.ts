// Which permission a command needs. Whoever may read may stop; what lets something through is granted apart.

import type { CommandName } from './words.ts';

/** The first part of a command's path: `execute-api:Invoke` is granted on it. */
export type Permission = 'stop' | 'let' | 'define';

export const permissionOf: Readonly<Record<CommandName, Permission>> = {
  hold: 'stop',
  'stop-the-line': 'stop',
  stop: 'stop',
  start: 'let',
  resume: 'let',
  unfreeze: 'let',
  quarantine: 'stop',
  lift: 'let',
  rollback: 'let',
  approve: 'let',
  reject: 'stop',
};

/** `/let/lift` */
export function pathOf(command: CommandName): string {
  return `/${permissionOf[command]}/${command}`;
}
