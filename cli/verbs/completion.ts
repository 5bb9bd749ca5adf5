import { verb } from '../verb.ts';

export const completion = verb({
  group: 'The command line itself',
  summary: 'print a script that lets a shell complete verbs, options and files',
  operands: {
    shell: {
      value: 'SHELL',
      what: 'one shell',
      text: 'which shell',
      choices: ['bash', 'zsh', 'fish'],
    },
  },
  examples: [
    {
      words: 'completion bash > ~/.local/share/bash-completion/completions/tidegate',
      text: 'Bash, for good',
    },
    { words: 'completion zsh > "${fpath[1]}/_tidegate"', text: 'Zsh, for good' },
    { words: 'completion fish > ~/.config/fish/completions/tidegate.fish', text: 'Fish, for good' },
  ],
  run: async (asked, commandLine) =>
    (await import('../completion.ts')).completion(asked, commandLine),
});
