// Which permission a command needs. Whoever may read may stop; what lets something through is granted apart.

import type { CommandName } from './words.ts';

/** The first part of a command's path: `execute-api:Invoke` is granted on it. */
export type Permission = 'stop' | 'let' | 'define';

export const permissionOf = {
  hold: 'stop',
  freeze: 'stop',
  'stop-the-line': 'stop',
  stop: 'stop',
  apply: 'define',
  policy: 'define',
  remove: 'define',
  rename: 'define',
  correct: 'define',
  start: 'let',
  resume: 'let',
  unfreeze: 'let',
  quarantine: 'stop',
  'accept-noise': 'let',
  'withdraw-noise': 'stop',
  lift: 'let',
  override: 'let',
  retry: 'let',
  'skip-wait': 'let',
  'skip-region': 'let',
  'hand-over': 'let',
  rollback: 'let',
  approve: 'let',
  reject: 'stop',
} as const satisfies Readonly<Record<CommandName, Permission>>;

/** The commands that need a permission. */
export type CommandsOf<Needed extends Permission> = {
  [Name in CommandName]: (typeof permissionOf)[Name] extends Needed ? Name : never;
}[CommandName];

/** `/let/lift` */
export function pathOf(command: CommandName): string {
  return `/${permissionOf[command]}/${command}`;
}
