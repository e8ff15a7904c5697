/** Bytes of text; xterm and tmux refuse longer ones, silently. */
const longest = 74_000;

/**
 * OSC 52: the terminal puts the text on the clipboard of the machine it runs on, through ssh as well.
 * It never says whether it did, so say "sent to clipboard". null when the text is longer than terminals take.
 */
export function clipboardSequence(text: string): string | null {
	const bytes = Buffer.from(text, 'utf8');
	return bytes.length > longest ? null : `\u001B]52;c;${bytes.toString('base64')}\u0007`;
}
