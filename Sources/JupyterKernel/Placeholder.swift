#if Jupyter
  import CZeroMQ
#endif
