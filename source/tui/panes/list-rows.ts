import type {Line} from '../../view/line.ts';
import type {Painter} from '../painter.ts';
import type {ListPlace} from '../pane-names.ts';

/** The rows of a list that are on the screen, painted, with the one under the cursor marked. */
export function listRows(painter: Painter, lines: readonly Line[], place: ListPlace, height: number, width: number, focused: boolean): string[] {
	return lines.slice(place.offset, place.offset + height).map((line, at) => at + place.offset === place.cursor
		? painter.selected(line, width, focused)
		: painter.line(line, width));
}
