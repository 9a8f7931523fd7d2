// One workload in C++: the least time that one core needs, with all that the compiler knows of it.
// Built with -O3 -march=native, -DSCALAR=float or double and -DFEATURE=uint8_t or float.
//
// Arguments: the folder of the workload, learning rate, minibatch size, number of examples, layer sizes.
// For each line {"steps":n} it answers with a line of figures.
//
// Every matrix lies in panels of 64 features: panel after panel, in each one row of 64 values for every
// example or neuron. Rows are padded to a multiple of 4, so that tiles of 4 × 4 need no edges.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <string>
#include <vector>

using Scalar = SCALAR;
#ifdef __AVX512F__
constexpr int vectorBytes = 64;
constexpr int tileRows = 4;
#else
constexpr int vectorBytes = 32;
constexpr int tileRows = 2;
#endif
typedef Scalar Vector __attribute__((vector_size(vectorBytes), aligned(vectorBytes)));
constexpr int lanes = vectorBytes / sizeof(Scalar);
constexpr int width = 64;
constexpr int perRow = width / lanes;
constexpr int panelsTogether = 16;

int roundUp(int value, int step) { return (value + step - 1) / step * step; }

struct Panels {
  int rows = 0, features = 0, padded = 0, panels = 0;
  Vector *data = nullptr;

  void create(int rowCount, int featureCount) {
    rows = rowCount;
    features = featureCount;
    padded = roundUp(rows, 4);
    panels = roundUp(features, width) / width;
    const size_t bytes = size_t(panels) * padded * width * sizeof(Scalar);
    data = static_cast<Vector *>(std::aligned_alloc(64, bytes));
    std::fill_n(reinterpret_cast<Scalar *>(data), bytes / sizeof(Scalar), Scalar(0));
  }
  Vector *row(int panel, int index) const { return data + (size_t(panel) * padded + index) * perRow; }
  Scalar &at(int index, int feature) const {
    return reinterpret_cast<Scalar *>(row(feature / width, index))[feature % width];
  }
};

struct Layer {
  Panels W, A, dZ;
  std::vector<Scalar> b, sums;
};

template <typename Value> std::vector<Value> readFile(const std::string &name) {
  std::ifstream file(name, std::ios::binary | std::ios::ate);
  if (!file) { std::fprintf(stderr, "Expected the file %s\n", name.c_str()); std::exit(1); }
  std::vector<Value> values(size_t(file.tellg()) / sizeof(Value));
  file.seekg(0);
  file.read(reinterpret_cast<char *>(values.data()), std::streamsize(values.size() * sizeof(Value)));
  return values;
}

Scalar sumOf(Vector v) {
  Scalar sum = 0;
  for (int lane = 0; lane < lanes; lane++) sum += v[lane];
  return sum;
}

// sums[example][neuron] = dot product of their rows in all panels. Some panels at a time, so that the
// weights stay in the second-level cache while all examples pass.
void dots(const Panels &X, const Panels &W, int m, Scalar *sums) {
  const int examples = roundUp(m, tileRows);
  std::fill_n(sums, size_t(examples) * W.padded, Scalar(0));
  for (int first = 0; first < X.panels; first += panelsTogether) {
    const int last = std::min(first + panelsTogether, X.panels);
    for (int neuron = 0; neuron < W.padded; neuron += 4) {
      for (int example = 0; example < examples; example += tileRows) {
        Vector acc[tileRows][4] = {};
        for (int panel = first; panel < last; panel++) {
          const Vector *x = X.row(panel, example);
          const Vector *w = W.row(panel, neuron);
#pragma GCC unroll 1
          for (int v = 0; v < perRow; v++) {
#pragma GCC unroll 4
            for (int e = 0; e < tileRows; e++)
#pragma GCC unroll 4
              for (int n = 0; n < 4; n++) acc[e][n] += x[e * perRow + v] * w[n * perRow + v];
          }
        }
#pragma GCC unroll 4
        for (int e = 0; e < tileRows; e++)
#pragma GCC unroll 4
          for (int n = 0; n < 4; n++) sums[(example + e) * W.padded + neuron + n] += sumOf(acc[e][n]);
      }
    }
  }
}

// W[neuron] += sum over the examples of factors[example][neuron] * X[example]
void addRanks(const Panels &W, const Panels &X, int m, const Scalar *factors) {
  constexpr int together = tileRows;
  for (int panel = 0; panel < X.panels; panel++) {
    for (int neuron = 0; neuron < W.padded; neuron += 4) {
      for (int v = 0; v < perRow; v += together) {
        Vector acc[4][together];
        Vector *w = W.row(panel, neuron) + v;
#pragma GCC unroll 4
        for (int n = 0; n < 4; n++)
#pragma GCC unroll 4
          for (int t = 0; t < together; t++) acc[n][t] = w[n * perRow + t];
        const Vector *x = X.row(panel, 0) + v;
        const Scalar *factor = factors + neuron;
#pragma GCC unroll 1
        for (int example = 0; example < m; example++, x += perRow, factor += W.padded) {
#pragma GCC unroll 4
          for (int n = 0; n < 4; n++)
#pragma GCC unroll 4
            for (int t = 0; t < together; t++) acc[n][t] += factor[n] * x[t];
        }
#pragma GCC unroll 4
        for (int n = 0; n < 4; n++)
#pragma GCC unroll 4
          for (int t = 0; t < together; t++) w[n * perRow + t] = acc[n][t];
      }
    }
  }
}

// out[example] = (sum over the neurons of dZ[example][neuron] * W[neuron]), 0 where A is 0
void backward(const Panels &out, const Panels &W, const Panels &dZ, const Panels &A, int m) {
  for (int panel = 0; panel < W.panels; panel++) {
    for (int example = 0; example < m; example++) {
      Vector acc[perRow] = {};
      for (int neuron = 0; neuron < W.rows; neuron++) {
        const Scalar factor = dZ.at(example, neuron);
        const Vector *w = W.row(panel, neuron);
        for (int v = 0; v < perRow; v++) acc[v] += factor * w[v];
      }
      const Vector *a = A.row(panel, example);
      Vector *to = out.row(panel, example);
      for (int v = 0; v < perRow; v++) to[v] = a[v] > Scalar(0) ? acc[v] : Vector{};
    }
  }
}

struct Network {
  std::vector<int> sizes;
  int count = 0, batchSize = 0;
  size_t taken = 0;
  Scalar learningRate = 0;
  std::vector<FEATURE> features;
  std::vector<uint8_t> labels;
  std::vector<float> mean, spread;
  std::vector<uint32_t> order;
  std::vector<Scalar> factors;
  std::vector<Layer> layers;
  Panels X;

  void load(const std::string &folder) {
    features = readFile<FEATURE>(folder + "/features");
    labels = readFile<uint8_t>(folder + "/labels.u8");
    mean = readFile<float>(folder + "/mean.f32");
    spread = readFile<float>(folder + "/spread.f32");
    order = readFile<uint32_t>(folder + "/order.u32");
    X.create(batchSize, sizes[0]);
    int widest = 4;
    for (size_t l = 1; l < sizes.size(); l++) {
      Layer layer;
      layer.W.create(sizes[l], sizes[l - 1]);
      layer.A.create(batchSize, sizes[l]);
      layer.dZ.create(batchSize, sizes[l]);
      layer.sums.resize(size_t(roundUp(batchSize, 4)) * layer.W.padded);
      const std::string number = std::to_string(l);
      const auto W = readFile<double>(folder + "/W" + number + ".f64");
      for (int j = 0; j < sizes[l - 1]; j++)
        for (int n = 0; n < sizes[l]; n++) layer.W.at(n, j) = Scalar(W[size_t(j) * sizes[l] + n]);
      const auto b = readFile<double>(folder + "/b" + number + ".f64");
      layer.b.assign(b.begin(), b.end());
      widest = std::max(widest, layer.W.padded);
      layers.push_back(std::move(layer));
    }
    factors.resize(size_t(batchSize) * widest);
    if (batchSize == count) gather(0, count);
  }

  void gather(int first, int m) {
    for (int panel = 0; panel < X.panels; panel++) {
      const int start = panel * width, end = std::min(start + width, sizes[0]);
      for (int example = 0; example < m; example++) {
        const FEATURE *from = features.data() + size_t(order[first + example]) * sizes[0];
        Scalar *to = reinterpret_cast<Scalar *>(X.row(panel, example));
        for (int j = start; j < end; j++) to[j - start] = (Scalar(from[j]) - mean[j]) / spread[j];
      }
    }
  }

  double step(int first, int m) {
    const Panels *previous = &X;
    for (size_t l = 0; l < layers.size(); l++) {
      Layer &layer = layers[l];
      dots(*previous, layer.W, m, layer.sums.data());
      for (int example = 0; example < m; example++)
        for (int n = 0; n < layer.W.rows; n++) {
          const Scalar z = layer.sums[size_t(example) * layer.W.padded + n] + layer.b[n];
          layer.A.at(example, n) = l + 1 == layers.size() ? z : std::max(z, Scalar(0));
        }
      previous = &layer.A;
    }
    Layer &last = layers.back();
    double cost = 0;
    for (int example = 0; example < m; example++) {
      const Scalar z = last.A.at(example, 0), y = labels[order[first + example]];
      cost += std::max(z, Scalar(0)) - z * y + std::log1p(std::exp(-std::abs(z)));
      last.dZ.at(example, 0) = 1 / (1 + std::exp(-z)) - y;
    }
    for (size_t l = layers.size(); l-- > 0;) {
      Layer &layer = layers[l];
      const Panels &inputs = l == 0 ? X : layers[l - 1].A;
      const Scalar scale = -learningRate / Scalar(m);
      if (l > 0) backward(layers[l - 1].dZ, layer.W, layer.dZ, inputs, m);
      for (int example = 0; example < m; example++)
        for (int n = 0; n < layer.W.padded; n++) {
          const Scalar factor = n < layer.W.rows ? scale * layer.dZ.at(example, n) : Scalar(0);
          factors[size_t(example) * layer.W.padded + n] = factor;
          if (n < layer.W.rows) layer.b[n] += factor;
        }
      addRanks(layer.W, inputs, m, factors.data());
    }
    return cost / m;
  }

  void play(int steps) {
    const size_t perEpoch = (count + batchSize - 1) / batchSize;
    long examples = 0;
    double cost = 0;
    const auto begun = std::chrono::steady_clock::now();
    const std::clock_t used = std::clock();
    for (int i = 0; i < steps; i++) {
      const int first = int(taken++ % perEpoch) * batchSize;
      const int m = std::min(batchSize, count - first);
      if (batchSize < count) gather(first, m);
      cost = step(first, m);
      examples += m;
    }
    const std::chrono::duration<double, std::milli> spent = std::chrono::steady_clock::now() - begun;
    const double processor = 1000.0 * double(std::clock() - used) / CLOCKS_PER_SEC;
    std::printf("{\"milliseconds\":%.6f,\"processorMilliseconds\":%.6f,", spent.count(), processor);
    std::printf("\"examples\":%ld,\"cost\":%.17g}\n", examples, cost);
    std::fflush(stdout);
  }
};

int main(int, char **arguments) {
  Network network;
  network.learningRate = Scalar(std::atof(arguments[2]));
  network.batchSize = std::atoi(arguments[3]);
  network.count = std::atoi(arguments[4]);
  for (char **size = arguments + 5; *size; size++) network.sizes.push_back(std::atoi(*size));
  network.load(arguments[1]);
  char line[256];
  int steps = 0;
  while (std::fgets(line, sizeof line, stdin))
    if (std::sscanf(line, "{\"steps\":%d}", &steps) == 1) network.play(steps);
}
