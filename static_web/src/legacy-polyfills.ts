// What the router needs and core-js does not bring: Edge 14 and Chrome 49 have no Event.composedPath.
if (!Event.prototype.composedPath) {
  Event.prototype.composedPath = function composedPath(this: Event): EventTarget[] {
    const path: EventTarget[] = [];
    for (let node = this.target as Node | null; node; node = node.parentNode) path.push(node);
    path.push(window);
    return path;
  };
}
