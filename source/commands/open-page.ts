import {spawn} from 'node:child_process';
import process from 'node:process';
import {PlanflipError} from '../errors.ts';

/** What opens a file as if it were clicked, by platform; elsewhere the desktops' common one. */
const openers: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {darwin: ['open'], win32: ['cmd', '/c', 'start', '""']};
/** ms: some openers stay as long as the browser does. One that has not failed by now has not failed. */
const longestMs = 3000;

/** Hands the page to whatever shows pages here. Rejects with a letter when nothing does. */
export async function openPage(file: string): Promise<void> {
	const [command = 'xdg-open', ...args] = openers[process.platform] ?? [];
	const ended = await new Promise<string | null>(resolve => {
		const opener = spawn(command, [...args, file], {stdio: 'ignore', detached: true});
		const timer = setTimeout(() => {
			resolve(null);
		}, longestMs);
		opener.once('error', error => {
			clearTimeout(timer);
			resolve(error.message.includes('ENOENT') ? `there is no ${command}` : error.message);
		});
		opener.once('exit', code => {
			clearTimeout(timer);
			resolve(code === 0 ? null : `${command} says it found nothing to open it with (exit code ${code})`);
		});
		opener.unref();
	});
	if (ended !== null) {
		throw new PlanflipError('usage', {message: `The page could not be opened: ${ended}.`, where: file, hint: 'It is written; open it with a browser yourself, or leave out --open.'});
	}
}
