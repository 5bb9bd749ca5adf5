/** Of which stage a command is. */
export const stageOption = {
  value: 'STAGE',
  text: 'of which stage (default: the one that waits for approvals)',
} as const;
