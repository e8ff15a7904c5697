import {isBlank, type Line} from './line.ts';
import {unwrapOldAscii} from './unwrap-old-ascii.ts';
import {widthOf} from './wrapping.ts';

/*
 * psql draws its results: a heading, a rule, a frame in one of three borders and three line styles, marks where a value has a
 * line break (`+`) or was wrapped (`.`), and a count of rows. Mail programs put `>` before every line, chats put fences around.
 */

const drawn = /^[\s\-+|=─━│┌┐└┘├┤┬┴┼╞╡╪═║╔╗╚╝╠╣╦╩╬┈]*$/;
const dashes = /[-=─━═┈]{3}/;
const record = /^[+|│├┌╞─-]*(?:\[ RECORD \d+ \]|\* Record \d+)/;

// All of these are tried on lines without the blanks around them.
const heading = /^(?:[|│║] *)?QUERY PLAN(?: *[|│║])?$/;
/** `(12 rows)`, in any language. */
const count = /^\(\d+ \p{L}+\)$/u;
const timing = /^Time: \d+[.,]\d+ ms(?: \(.*\))?$/s;
/** What psql says of other statements. */
const tag = /^(?:BEGIN|COMMIT|ROLLBACK|SET|RESET|LOAD|PREPARE|DEALLOCATE|ANALYZE|VACUUM|(?:CREATE|ALTER|DROP) [A-Z ]+|INSERT \d+ \d+|(?:UPDATE|DELETE|SELECT) \d+)$/;
/** `postgres=# explain ...`, and its next lines: `postgres-# from ...`; a shell's `$ psql -c ...`, `me@host:~$`. */
const prompt = /^(?:[\w[][\w.@:/[\]~-]{0,100}[=^!*('"$-][#>]|(?:\w[\w.-]{0,100}@\S{1,200})?[$#])(?:\s|$)/;
const fence = /^(?:```[a-z]*$|~~~|<\/?(?:pre|code)>$|\{(?:code|noformat)(?::[\w|=]*)?\}$)/;

/** True for a line that only ends what was before it. */
function isBoundary(text: string): boolean {
	const shown = text.trim();
	return [heading, count, timing, tag, prompt, fence].some(pattern => pattern.test(shown));
}

/** True for a line that is drawn, and says nothing. */
function isDrawing(text: string): boolean {
	return record.test(text.trim()) || (dashes.test(text) && drawn.test(text));
}

const bar = /^\s*[|│║]/;

/** True when most lines that have something to say pass. */
function mostly(lines: readonly Line[], passes: (text: string) => boolean): boolean {
	const filled = lines.filter(({text}) => !isBlank(text) && !isDrawing(text) && !isBoundary(text));
	return filled.length > 0 && filled.filter(({text}) => passes(text)).length * 2 > filled.length;
}

/** The first line that has something to say, without the blanks around it. */
function firstShown(lines: readonly Line[]): string {
	return lines.find(({text}) => !isBlank(text) && !isDrawing(text) && !isBoundary(text))?.text.trim() ?? '';
}

function mapText(lines: readonly Line[], change: (text: string) => string): readonly Line[] {
	return lines.map(({text, number}) => ({text: change(text), number}));
}

/** `| QUERY PLAN | Seq Scan ... |` of \x, without the column's name; `:` goes on with a value in the old line style. */
const expanded = /^(?:[|│║] )?(QUERY PLAN| {10})( ?)[|│║:](?:\2|(?=[.…]))/;
/** Without a border. */
const expandedBare = /^(?:QUERY PLAN| {10})(?: |(?=[.…]))/;

function unframeExpanded(lines: readonly Line[], isBare: boolean): readonly Line[] {
	if (isBare) {
		return mapText(lines, text => text.replace(expandedBare, ''));
	}

	const isExpanded = lines.some(({text}) => {
		const [frame, name] = expanded.exec(text) ?? [];
		return frame !== undefined && name === 'QUERY PLAN' && !/^[|│║]?$/.test(text.slice(frame.length).trim());
	});
	// Blank lines stand between its rows.
	return isExpanded ? mapText(lines.filter(({text}) => !isBlank(text)), text => text.replace(expanded, '').replace(/[|│║]$/, '')) : lines;
}

/** Without the bar, and the blanks that filled the row up to it. */
function withoutRightBar(text: string): string {
	return text.trimEnd().replace(/[|│║]$/, '').trimEnd();
}

/** Borders to the left and right; and the blank to the left that is all there is of them in psql's usual style. */
function unframeBorders(lines: readonly Line[], hasHeading: boolean): readonly Line[] {
	const framed = mostly(lines, text => bar.test(text) && /[|│║]$/.test(text.trimEnd()));
	if (framed) {
		const left = lines.every(({text}) => !bar.test(text) || /^\s*[|│║](?:[ .…]|$)/.test(text)) ? /^\s*[|│║] ?/ : bar;
		return mapText(lines, text => bar.test(text) ? withoutRightBar(text).replace(left, '') : text);
	}

	// DBeaver's text has no bar to the left.
	if (mostly(lines, text => /[|│║]$/.test(text.trimEnd()))) {
		return mapText(lines, withoutRightBar);
	}

	// In JSON it does no harm, and a line that a terminal broke may begin with a blank of its own.
	const isJson = /^[[{]/.test(firstShown(lines));
	const shifted = hasHeading && !isJson && lines.every(({text}) => isBlank(text) || isBoundary(text) || /^[ .…]/.test(text));
	return shifted ? mapText(lines, text => isBlank(text) || isBoundary(text) ? text : text.replace(/^ /, '')) : lines;
}

const continues = /[+↵]$/;

/** The marks of line breaks: on all lines of a plan in JSON, YAML or XML, and after a blank on the few of a text plan that have one. */
function unmarkBreaks(lines: readonly Line[]): readonly Line[] {
	const trimmed = (text: string) => text.trimEnd();
	const marked = continues.test(firstShown(lines)) || mostly(lines, text => continues.test(trimmed(text)));
	return marked
		? mapText(lines, text => continues.test(trimmed(text)) ? trimmed(text).slice(0, -1).trimEnd() : text)
		: mapText(lines, text => / [+↵]$/.test(trimmed(text)) ? trimmed(text).slice(0, -1).trimEnd() : text);
}

const wrapMark = /[.…]$/;

/** Lines that `\pset format wrapped` broke: full ones with a mark at the end; the next has one too, unless there is no border. */
function joinWrapped(lines: readonly Line[], hasHeading: boolean): readonly Line[] {
	const width = widthOf(lines);
	// A terminal that wraps leaves full lines, too, but not with a mark at the end of each.
	const marksFull = hasHeading && lines.every(({text}) => text.length < width || wrapMark.test(text));
	const markAfter = (text: string, next: string) => {
		const mark = wrapMark.exec(text)?.[0];
		// A terminal may have broken a cost between its dots: `0.29.` and `.1.29`.
		const isCost = !hasHeading && /\d\.$/.test(text) && /^\.\d/.test(next);
		return mark !== undefined && !isCost && (next.startsWith(mark) || (marksFull && text.length === width)) ? mark : null;
	};

	const marks = lines.map(({text}, index) => markAfter(text, lines[index + 1]?.text ?? ''));
	const onBothSides = marks.every((mark, index) => mark === null || lines[index + 1]?.text.startsWith(mark) === true);
	const joined: {readonly parts: string[]; readonly number: number}[] = [];
	for (const [index, {text, number}] of lines.entries()) {
		const goesOn = (marks[index - 1] ?? null) !== null;
		const part = text.slice(goesOn && onBothSides ? 1 : 0, marks[index] === null ? undefined : -1);
		if (goesOn) {
			joined.at(-1)?.parts.push(part);
		} else {
			joined.push({parts: [part], number});
		}
	}

	return joined.map(({parts, number}) => ({text: parts.join(''), number}));
}

/** Fences in the line of the text that they are around, as they are typed into a chat. */
function withoutFences(lines: readonly Line[]): readonly Line[] {
	return mapText(lines, text => text.includes('```') && !fence.test(text.trim()) ? text.replace(/^\s*```/, '').replace(/```\s*$/, '') : text);
}

/** `> ` of mails, however often it was answered. */
function unquoteMail(lines: readonly Line[]): readonly Line[] {
	if (!mostly(lines, text => text.startsWith('>'))) {
		return lines;
	}

	const mark = lines.every(({text}) => /^(?:>[> ]|>?$|[^>])/.test(text)) ? /^(?:> ?)+/ : /^>+/;
	return mapText(lines, text => text.replace(mark, ''));
}

/** The lines of what was pasted without what was drawn around them. Headings, counts and prompts become blank lines. */
export function unframe(lines: readonly Line[]): readonly Line[] {
	const unquoted = unwrapOldAscii(unquoteMail(withoutFences(lines)));
	const isBare = unquoted.some(({text}) => /^\* Record \d+/.test(text));
	const hasHeading = isBare || unquoted.some(({text}) => heading.test(text.trim()) || record.test(text.trim()));
	const content = unframeExpanded(unquoted.filter(({text}) => !isDrawing(text)), isBare);
	const bare = unframeBorders(content, hasHeading);
	return joinWrapped(unmarkBreaks(mapText(bare, text => isBoundary(text) ? '' : text)), hasHeading);
}
