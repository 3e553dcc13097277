import type { Command } from 'commander';
import { EXIT, reportError, withHeed } from './context.ts';
import { serveUntilStopped } from './serve.ts';

/** `heed start`: the demo, at once: both policies, fictional people, on this machine only. */
export function registerStart(program: Command): void {
  program
    .command('start')
    .description('start the demo: both policies and fictional people, in memory, on this machine only')
    .option('--port <port>', 'port to listen on; 0 takes a free one', process.env.PORT ?? '8080')
    .action(async ({ port }: { port: string }) => {
      try {
        process.stderr.write('Filling the demo with fictional people…\n');
        process.exitCode = await withHeed({ demo: true }, (heed) =>
          serveUntilStopped(heed, { host: '127.0.0.1', port }),
        );
      } catch (error) {
        process.exitCode = reportError(error);
        if ((error as { code?: string }).code === 'EADDRINUSE') {
          process.stderr.write(`Port ${port} is taken. Choose another: npm start -- --port 8090\n`);
          process.exitCode = EXIT.usage;
        }
      }
    });
}
