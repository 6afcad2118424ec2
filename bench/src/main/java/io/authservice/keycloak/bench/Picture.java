package io.authservice.keycloak.bench;

import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Charts, side by side, as one PNG. */
final class Picture {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 400;
  private static final int A_ROW = 2;

  private final List<XYChart> charts = new ArrayList<>();

  /** Whether equal steps of an axis are equal factors. */
  enum Scale {
    LINEAR,
    X_LOGARITHMIC,
    Y_LOGARITHMIC,
    LOGARITHMIC
  }

  /**
   * Adds a chart.
   *
   * @param lines values by name, one for each of x
   */
  void add(
      String title,
      String xTitle,
      String yTitle,
      Scale scale,
      List<Double> x,
      Map<String, List<Double>> lines) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(xTitle)
            .yAxisTitle(yTitle)
            .build();
    XYStyler style = chart.getStyler();
    style.setChartBackgroundColor(Color.WHITE);
    style.setLegendPosition(LegendPosition.OutsideE);
    style.setChartTitleFont(style.getChartTitleFont().deriveFont(Font.BOLD, 14f));
    style.setXAxisLogarithmic(scale == Scale.X_LOGARITHMIC || scale == Scale.LOGARITHMIC);
    style.setYAxisLogarithmic(scale == Scale.Y_LOGARITHMIC || scale == Scale.LOGARITHMIC);
    if (scale == Scale.LINEAR || scale == Scale.X_LOGARITHMIC) {
      style.setYAxisMin(0.0);
    }
    lines.forEach((name, y) -> chart.addSeries(name, x, y).setMarker(SeriesMarkers.CIRCLE));
    charts.add(chart);
  }

  void save(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    int rows = (charts.size() + A_ROW - 1) / A_ROW;
    BitmapEncoder.saveBitmap(
        charts,
        rows,
        Math.min(A_ROW, charts.size()),
        file.toString(),
        BitmapEncoder.BitmapFormat.PNG);
    System.out.println("Picture: " + file);
  }
}
