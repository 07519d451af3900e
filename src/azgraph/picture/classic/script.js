// The network as pyvis has it, under vis-network; what is chosen is written below as plain text.
(() => {
  "use strict";
  const data = JSON.parse(document.getElementById("data").textContent);
  const said = document.getElementById("said");
  // Titles are shown below as text: vis-network would take them for its own pop-ups.
  const titles = new Map();
  const edges = data.edges.map((edge, id) => {
    titles.set(id, edge.title);
    return { ...edge, id, title: undefined };
  });
  const nodes = new vis.DataSet(data.nodes);
  const net = new vis.Network(document.getElementById("net"), { nodes, edges: new vis.DataSet(edges) }, data.options);
  net.on("select", (event) => {
    const lines = event.nodes.length
      ? event.nodes.map((id) => nodes.get(id).label)
      : event.edges.map((id) => titles.get(id));
    said.textContent = lines.join("\n\n") || "Nothing chosen.";
  });
  net.once("afterDrawing", () => net.fit());
})();
