extension LineChart: FigureContent {
  package func pageSize(for size: FigureSize) -> Size {
    Size((size.width ?? 7) * 72, (size.height ?? 4.25) * 72)
  }

  package func draw(on canvas: any Canvas) throws(FigureError) {
    canvas.fill(Path(Rectangle(left: 0, top: 0, width: canvas.size.width, height: canvas.size.height)), color: .white)
  }
}
