/** The command that runs npm with these arguments: the npm that started this script, if one did. */
export function npmCommand(...args: string[]): [command: string, args: string[]] {
  const started = process.env['npm_execpath'];
  if (started?.endsWith('npm-cli.js')) return [process.execPath, [started, ...args]];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm', args];
}
